-- The request that wrk sends, and what it prints at the end. Arguments: a file with the request's first line and
-- headers, a file with its body.

function init(args)
  local head = io.open(args[1], "rb")
  wrk.method, wrk.path = head:read("*l"):match("^(%S+) (%S+)$")
  for line in head:lines() do
    local name, value = line:match("^(.-): (.*)$")
    wrk.headers[name] = value
  end
  head:close()
  local body = io.open(args[2], "rb")
  local text = body:read("*a")
  body:close()
  if #text > 0 then wrk.body = text end
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    'result {"requests": %d, "seconds": %.6f, "median": %.3f, "p95": %.3f, "p99": %.3f, "errors": %d, "refused": %d}',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status
  ))
end
