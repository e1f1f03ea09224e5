from pathlib import Path

import pytest

from nlu.understanding_component import _beside_models

pytestmark = pytest.mark.untrained


def test_what_is_kept_lies_with_the_models_also_before_there_is_one(tmp_path: Path) -> None:
    models = tmp_path / "models"
    assert _beside_models(models) == models
    assert models.is_dir()
    assert _beside_models(models / "20260101-model.tar.gz") == models
