"""Programs that the workflows and maintainers run: they report on the project, and no page depends on them."""
