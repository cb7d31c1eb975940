NOTES = {
    "garden": "Water the tomatoes.",
    "kitchen": "Sharpen the knives.",
    "street": "Return the ladder.",
}


def count():
    return len(NOTES)
