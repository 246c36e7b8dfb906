"""Cox's regression and its figures: against what was simulated, by hand, and other programs.

The numbers of others are those of scikit-survival 0.28 and lifelines 0.30.3 on the same patients.
"""

import numpy as np
import pytest
import torch

from inference.networks.prognosis import OutcomeRegression, Prior
from inference.training import survival
from inference.training.losses import build_loss
from inference.training.metrics import concordance
from tests.unit.training.simulated_survival import LOG_HAZARDS, RATE, Floats, simulated

TIED = simulated(120, 7, days=30.0)
UNTIED = simulated(120, 7)


def _fitted(patients: tuple[Floats, Floats, Floats], ridge: float, ties: str) -> OutcomeRegression:
    values, times, events = (torch.from_numpy(part) for part in patients)
    loss = build_loss({"name": "cox", "ties": ties})
    network = OutcomeRegression(["age", "grade", "nothing"])
    network.fit_hazards(
        values.float(),
        lambda hazards: loss(hazards, times, events) * events.sum(),
        [Prior(0.0, ridge**-0.5, standardised=True)] * 3,
    )
    return network


def _hazards(network: OutcomeRegression, values: Floats) -> Floats:
    parts = network(torch.from_numpy(values).float())[:, 1:]
    hazards: Floats = parts.double().sum(1).exp().numpy()
    return hazards


@pytest.mark.parametrize(
    ("ridge", "ties", "weights", "baseline", "c_index"),
    [
        (1e-9, "efron", [0.0558621, 1.2379865, -0.0416386], [0.3830810, 0.8914134], 0.7492479),
        (1e-9, "breslow", [0.0548929, 1.2128393, -0.0418926], [0.3866466, 0.8957146], 0.7490710),
        (2.0, "efron", [0.0540073, 1.2058479, -0.0392269], [0.3887788, 0.8983098], 0.7494249),
    ],
)
def test_weights_baseline_and_c_index_are_those_of_others(
    ridge: float, ties: str, weights: list[float], baseline: list[float], c_index: float
) -> None:
    values, times, events = TIED
    assert len(np.unique(times)) < 60  # many patients have the same day
    network = _fitted(TIED, ridge, ties)
    found = (network.weights / network.deviations).tolist()
    assert found == pytest.approx(weights, abs=2e-6)
    hazards = _hazards(network, values)
    steps = survival.breslow(hazards, times, events)
    assert survival.cumulative_at(*steps, [365, 730]) == pytest.approx(baseline, abs=2e-6)
    assert concordance(hazards, times, events) == pytest.approx(c_index, abs=1e-6)


def test_the_simulated_hazard_ratio_and_baseline_are_found_again() -> None:
    patients = values, times, events = simulated(2000, 3)
    network = _fitted(patients, 1e-6, "efron")
    age, grade, nothing = (network.weights / network.deviations).tolist()
    assert age == pytest.approx(LOG_HAZARDS["sim_age"], abs=0.006)  # 2.6 standard errors
    assert grade == pytest.approx(LOG_HAZARDS["sim_grade"], abs=0.15)
    assert abs(nothing) < 0.07
    steps = survival.breslow(_hazards(network, values), times, events)
    mean_age, mean_grade = values[:, :2].mean(0)
    rate = RATE * np.exp(0.04 * (mean_age - 50) + 0.9 * (mean_grade - 1))
    for day in (200.0, 500.0, 1000.0):
        free = np.exp(-survival.cumulative_at(*steps, [day]))[0]
        assert free == pytest.approx(np.exp(-rate * day), abs=0.03)


def test_a_prior_holds_the_hazards_where_patients_say_little() -> None:
    values, times, events = (torch.from_numpy(part[:12]) for part in UNTIED)
    loss, network = build_loss("cox"), OutcomeRegression(["age", "grade", "nothing"])
    network.fit_hazards(
        values.float(),
        lambda hazards: loss(hazards, times, events) * events.sum(),
        [Prior(0.04, 1e-4), Prior(0.9, 1e-4), Prior(0.0, 1e-4)],
    )
    found = (network.weights / network.deviations).tolist()
    assert found == pytest.approx([0.04, 0.9, 0.0], abs=1e-3)


def test_the_c_index_is_the_share_of_pairs_counted_one_by_one() -> None:
    risks = [3.0, 1.0, 2.0, 2.0, 0.5, 4.0]
    times, events = [2, 4, 4, 4, 5, 1], [1, 1, 0, 1, 0, 0]
    right, pairs = 0.0, 0
    for a in range(6):
        for b in range(6):
            first = times[a] < times[b] or (times[a] == times[b] and not events[b])
            if a != b and events[a] and first:
                pairs += 1
                right += (risks[a] > risks[b]) + 0.5 * (risks[a] == risks[b])
    assert pairs == 8  # 4 after day 2; at day 4 both events before the lost and before day 5
    assert concordance(risks, times, events) == pytest.approx(right / pairs)


def test_kaplan_and_meier_by_hand_and_with_the_interval_of_others() -> None:
    times, events = [1, 2, 2, 3, 4], [1, 1, 0, 0, 1]
    at, free = survival.kaplan_meier(times, events)
    assert at.tolist() == [1, 2, 4]
    assert free == pytest.approx([4 / 5, 4 / 5 * 3 / 4, 0])
    assert survival.survival_at(times, events, 3.5) == pytest.approx(0.6)
    assert np.isnan(survival.survival_at([1, 2], [1, 0], 3))  # nobody was followed so long
    _, days, seen = TIED
    assert survival.survival_at(days, seen, 730) == pytest.approx(0.4085970, abs=1e-6)
    risks = np.zeros(120)
    (low, high) = survival.calibration_rows(risks[:39], np.stack(TIED[1:], 1)[:39], 730)[0]["ci95"]
    assert 0 < low < high < 1
    assert survival._greenwood(days, seen, 730) == pytest.approx((0.5000035, 0.6851599), abs=1e-6)


def test_the_brier_score_and_deviance_residuals_are_those_of_others() -> None:
    values, times, events = UNTIED
    network = _fitted(UNTIED, 1e-9, "efron")
    hazards = _hazards(network, values)
    steps = survival.breslow(hazards, times, events)
    risks = 1 - np.exp(-survival.cumulative_at(*steps, [730]) * hazards)
    found = survival.brier_at(risks, times, events, 730)
    assert found == pytest.approx(0.1560501, abs=1e-6)
    expected = survival.cumulative_at(*steps, times) * hazards
    residuals = survival.deviance_residuals(expected, events)
    theirs = [-0.1606491, 0.6702159, -1.2070849, -0.8273874]
    assert residuals[:4] == pytest.approx(theirs, abs=1e-4)


def test_true_risks_are_calibrated_and_halved_ones_are_not() -> None:
    values, times, events = simulated(1500, 5)
    truth = np.stack([times, events], axis=1)
    hazard = RATE * np.exp(0.04 * (values[:, 0] - 50) + 0.9 * (values[:, 1] - 1))
    risks = 1 - np.exp(-hazard * 500)
    figures = survival.survival_figures(500)
    assert figures["observed_to_expected"](risks, truth) == pytest.approx(1, abs=0.06)
    assert figures["observed_to_expected"](risks / 2, truth) == pytest.approx(2, abs=0.12)
    rows = survival.calibration_rows(risks, truth, 500)
    assert [row["cases"] for row in rows] == [300] * 5
    within = [row["ci95"][0] < row["probability"] < row["ci95"][1] for row in rows]
    assert sum(within) >= 4  # of five intervals of 95 %
    assert all(row["from"] <= row["probability"] <= row["to"] for row in rows)


def test_with_few_known_patients_calibration_is_not_told_but_the_order_is() -> None:
    values, times, events = simulated(25, 1)
    truth = np.stack([times, events], axis=1)
    horizon = float(np.sort(times)[-3])
    late = np.where(times > horizon, 0.0, events)
    late[:4], truth[:, 1] = 0.0, late
    truth[:8, 1] = 0.0
    assert survival.known_at(times, truth[:, 1], horizon).sum() < survival.LEAST_KNOWN
    figures = survival.survival_figures(horizon)
    told = {name: figure(values[:, 0], truth) for name, figure in figures.items()}
    assert np.isfinite(told.pop("c_index"))
    assert all(np.isnan(value) for value in told.values())
    assert survival.calibration_rows(values[:, 0], truth, horizon) == []
    assert set(survival.survival_figures(0)) == {"c_index"}
