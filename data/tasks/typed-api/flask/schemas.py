from pydantic import BaseModel, ConfigDict, Field


class BookIn(BaseModel):
    title: str = Field(min_length=1, max_length=100)
    pages: int = Field(strict=True, ge=1, le=20_000)


class BookOut(BookIn):
    model_config = ConfigDict(from_attributes=True)

    id: int
