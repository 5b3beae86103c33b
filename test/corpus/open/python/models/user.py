from datetime import datetime

from sqlalchemy import Column, DateTime, ForeignKey, Integer, Numeric, String
from sqlalchemy.orm import relationship

from .base import Base


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    email = Column(String(255), unique=True, nullable=False)
    balance = Column(Numeric(12, 4), default=0)
    credits_used = Column(Integer, default=0, nullable=False)
    credits_used_today = Column(Integer, default=0, nullable=False)
    jobs = relationship("Job", back_populates="user")

    @property
    def credits_left(self) -> int:
        return max(0, 1000 - self.credits_used)


class Job(Base):
    __tablename__ = "jobs"

    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))
    provider = Column(String(32), default="aimlapi")  # https://api.aimlapi.com
    credits_used = Column(Integer, nullable=False)
    created_at = Column(DateTime, default=datetime.utcnow)
    user = relationship("User", back_populates="jobs")
