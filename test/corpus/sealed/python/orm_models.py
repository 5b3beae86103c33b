"""Tables of the studio. Images are made through api.aimlapi.com (see render.py)."""
import datetime as dt

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    balance: Mapped[int] = mapped_column(default=0)
    credits_used: Mapped[int] = mapped_column(default=0)
    renders: Mapped[list["Render"]] = relationship(back_populates="account")


class Render(Base):
    __tablename__ = "renders"
    __table_args__ = (Index("ix_render_cost", "account_id", "credits_used"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    provider: Mapped[str] = mapped_column(default="aimlapi")
    credits_used: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    account: Mapped[Account] = relationship(back_populates="renders")


def charge(session, account: Account, amount: int) -> Render:
    if account.balance < amount:
        raise ValueError("not enough credits")
    account.balance -= amount
    account.credits_used += amount
    render = Render(account=account, credits_used=amount)
    session.add(render)
    return render


def spend_by_day(session, account_id: int):
    day = func.date_trunc("day", Render.at)
    stmt = select(day, func.sum(Render.credits_used).label("credits_used_today")).where(
        Render.account_id == account_id
    )
    return session.execute(stmt.group_by(day)).all()
