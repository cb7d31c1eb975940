import pytest


@pytest.fixture(scope="module")
def invite(side):
    program = side.side.commands[-1].rpartition(" ")[0]

    def run(arguments):
        return side.run(f"{program} invite {arguments}", check=False)

    return run


@pytest.fixture(scope="module")
def invited(invite):
    return invite("ada@example.org --role editor")


def test_the_command_prints_one_code(invited):
    assert invited.returncode == 0
    assert len(invited.stdout.split()) == 1


def test_the_server_accepts_the_code(client, invited):
    answer = client.get("/join", params={"code": invited.stdout.strip()})
    assert answer.status_code == 200
    assert answer.json() == {"email": "ada@example.org", "role": "editor"}


@pytest.mark.parametrize(
    "change", [lambda code: "", lambda code: code[1:], lambda code: code + "a", lambda code: "a:b:c"]
)
def test_a_code_that_was_changed_is_refused(client, invited, change):
    answer = client.get("/join", params={"code": change(invited.stdout.strip())})
    assert answer.status_code == 400
    assert answer.json() == {"error": "this code is not valid"}


def test_the_role_may_be_left_out(client, invite):
    code = invite("ada@example.org").stdout.strip()
    assert client.get("/join", params={"code": code}).json()["role"] == "reader"


@pytest.mark.parametrize("arguments", ["", "ada@example.org --role owner"])
def test_a_wrong_use_ends_with_2_and_the_usage(invite, arguments):
    ended = invite(arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "usage:" in ended.stderr.lower()


def test_another_domain_ends_with_1_and_a_message(invite):
    ended = invite("ada@example.com")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "ada@example.com is not an address of example.org" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_help_describes_the_command_and_its_option(invite):
    shown = " ".join(invite("--help").stdout.split())
    assert "Print the code with which" in shown
    assert "--role" in shown
    assert "What the person may do." in shown
