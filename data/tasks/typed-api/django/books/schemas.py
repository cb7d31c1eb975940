from ninja import Field, Schema


class BookIn(Schema):
    title: str = Field(min_length=1, max_length=100)
    pages: int = Field(strict=True, ge=1, le=20_000)


class BookOut(BookIn):
    id: int
