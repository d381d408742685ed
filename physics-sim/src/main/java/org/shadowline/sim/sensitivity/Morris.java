package org.shadowline.sim.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Elementary effects (Morris 1991, "Factorial sampling plans for preliminary computational experiments", Technometrics 33,
 * 161–174; μ* by Campolongo, Cariboni and Saltelli 2007): trajectories through a grid of four levels, each of which changes one
 * input after the other. μ* says how much an input moves the answer over its range, σ whether it does so unevenly or together
 * with others. r trajectories need r (k + 1) points.
 */
public final class Morris {
    private static final int LEVELS = 4;

    private final List<double[]> points = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final int inputs;
    private final int trajectories;

    private record Step(int trajectory, int input, int from, int to) {}

    /**
     * @param muStar mean of the absolute elementary effects, in units of the answer over the whole range of the input
     * @param mu mean of the effects with their signs
     * @param sigma standard deviation of the effects
     * @param error standard error of μ* over trajectories
     */
    public record Effect(double muStar, double mu, double sigma, double error) {}

    /** @param snapped the nearest point that can be evaluated */
    public Morris(int inputs, int trajectories, long seed, UnaryOperator<double[]> snapped) {
        if (trajectories < 2) throw new IllegalArgumentException("trajectories must be >= 2: " + trajectories);
        this.inputs = inputs;
        this.trajectories = trajectories;
        var random = new SplittableRandom(seed);
        for (int t = 0; t < trajectories; t++) trajectory(t, random, snapped);
    }

    /** All points, to be evaluated in this order; some may be equal. */
    public List<double[]> points() {
        return List.copyOf(points);
    }

    private void trajectory(int t, SplittableRandom random, UnaryOperator<double[]> snapped) {
        // with p levels the step is p / (2 (p − 1)), so that all levels are visited equally often
        double delta = LEVELS / (2.0 * (LEVELS - 1));
        var at = new double[inputs];
        var sign = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            double low = random.nextInt(LEVELS / 2) / (double) (LEVELS - 1);
            boolean up = random.nextBoolean();
            at[i] = up ? low : low + delta;
            sign[i] = up ? delta : -delta;
        }
        var order = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        points.add(snapped.apply(at.clone()));
        for (int input : order) {
            at[input] += sign[input];
            points.add(snapped.apply(at.clone()));
            steps.add(new Step(t, input, points.size() - 2, points.size() - 1));
        }
    }

    /** Effects of each input from the answers at {@link #points()}. */
    public List<Effect> effects(double[] answers) {
        if (answers.length != points.size()) {
            throw new IllegalArgumentException("answers must be " + points.size() + ": " + answers.length);
        }
        var effects = new double[inputs][trajectories];
        for (var step : steps) {
            double moved = points.get(step.to)[step.input] - points.get(step.from)[step.input];
            effects[step.input][step.trajectory] = moved == 0 ? 0 : (answers[step.to] - answers[step.from]) / moved;
        }
        var all = new ArrayList<Effect>();
        for (var one : effects) all.add(effect(one));
        return all;
    }

    private static Effect effect(double[] effects) {
        int n = effects.length;
        double mu = 0;
        double muStar = 0;
        for (double e : effects) {
            mu += e / n;
            muStar += Math.abs(e) / n;
        }
        double squares = 0;
        double absolute = 0;
        for (double e : effects) {
            squares += (e - mu) * (e - mu);
            absolute += (Math.abs(e) - muStar) * (Math.abs(e) - muStar);
        }
        return new Effect(muStar, mu, Math.sqrt(squares / (n - 1)), Math.sqrt(absolute / (n - 1) / n));
    }
}
