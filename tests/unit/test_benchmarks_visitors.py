import pytest

from benchmarks.visitors import Visit, median_percentile, sessions_of


def test_percentiles_by_hand() -> None:
    visit = Visit([40.0, 10.0, 20.0, 30.0], seconds=0.5, unanswered=0)
    assert visit.percentile(0) == 10.0
    assert visit.percentile(50) == 25.0
    assert visit.percentile(95) == pytest.approx(38.5)  # 2.85 of 3 steps: 30 + 0.85 * 10
    assert visit.percentile(100) == 40.0


def test_answers_a_second() -> None:
    assert Visit([1.0, 2.0, 3.0], seconds=1.5, unanswered=0).answers_a_second == 2.0


def test_one_disturbed_visit_does_not_decide() -> None:
    visits = [Visit([each], seconds=1.0, unanswered=0) for each in (12.0, 900.0, 14.0)]
    assert median_percentile(visits, 50) == 14.0


def test_questions_are_asked_in_conversations_of_five() -> None:
    questions = [str(number) for number in range(12)]
    assert [len(session) for session in sessions_of(questions)] == [5, 5, 2]
    assert [question for session in sessions_of(questions) for question in session] == questions
