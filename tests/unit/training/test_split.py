"""Splits keep patients apart and alike."""

import json
from pathlib import Path

from inference.training.split import split_by_fold, stratified_folds


def strata() -> dict[str, tuple[str, float]]:
    return {f"{'AB'[n % 2]}{n}": ("AB"[n % 2], float(n)) for n in range(40)}


def test_no_patient_is_on_both_sides_even_with_two_studies() -> None:
    folds = stratified_folds(strata(), 5, seed=1)
    patient_of = {f"{patient}-{study}": patient for patient in folds for study in (1, 2)}
    for fold in range(5):
        split = split_by_fold(list(patient_of), patient_of, folds, fold)
        sides = [{patient_of[case] for case in side} for side in (split.training, split.validation)]
        assert sides[0].isdisjoint(sides[1])
        assert len(split.training) + len(split.validation) == 80


def test_every_fold_holds_both_institutions_alike() -> None:
    folds = stratified_folds(strata(), 5, seed=1)
    for fold in range(5):
        members = [patient for patient, place in folds.items() if place == fold]
        assert sum(patient.startswith("A") for patient in members) == 4


def test_the_split_hangs_on_the_seed_and_not_on_the_order_of_files() -> None:
    reverse = dict(reversed(strata().items()))
    assert stratified_folds(strata(), 5, 1) == stratified_folds(reverse, 5, 1)
    assert stratified_folds(strata(), 5, 1) != stratified_folds(strata(), 5, 2)


def test_the_written_split_carries_its_hash(tmp_path: Path) -> None:
    patients = {patient: patient for patient in strata()}
    folds = stratified_folds(strata(), 5, 1)
    one, other = (split_by_fold(list(patients), patients, folds, fold) for fold in (0, 1))
    one.write(tmp_path / "split.json")
    assert json.loads((tmp_path / "split.json").read_text())["sha256"] == one.sha256
    assert one.sha256 != other.sha256
