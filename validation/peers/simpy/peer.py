"""The models of the speed comparison in SimPy, in the process style that its documentation teaches.

Usage: peer.py MODEL UNTIL [FILE OF ROUTES]; MODEL is queue, line, shop or holdN. Prints `figure SPEED CHECK`: million
model events per second of processor time, and the mean lead time, throughput or stays per part and time. Random numbers
are those of Python.
"""

import random
import sys
import time

import simpy


class Tally:
    def __init__(self):
        self.events = 0
        self.finished = 0
        self.total = 0.0

    def leaves(self, lead_time):
        self.finished += 1
        self.total += lead_time


def queue(env, tally, draw):
    """M/M/1 with load 0.9 and a mean time of service of 1."""
    server = simpy.Resource(env, 1)

    def customer():
        came = env.now
        with server.request() as turn:
            yield turn
            yield env.timeout(draw(1.0))
        tally.events += 1
        tally.leaves(env.now - came)

    def arrivals():
        while True:
            yield env.timeout(draw(0.9))
            tally.events += 1
            env.process(customer())

    env.process(arrivals())
    return lambda: tally.total / tally.finished


def line(env, tally, draw):
    """20 exponential stations, buffers of 5, breakdowns by operating time, blocking after service."""
    stations = 20
    buffers = [simpy.Container(env, 5) for _ in range(stations - 1)]

    def station(i):
        to_failure = draw(1 / 100)
        while True:
            if i > 0:
                yield buffers[i - 1].get(1)
            left = draw(1.0)
            while to_failure < left:
                yield env.timeout(to_failure)
                left -= to_failure
                yield env.timeout(draw(1 / 10))
                tally.events += 2
                to_failure = draw(1 / 100)
            yield env.timeout(left)
            to_failure -= left
            tally.events += 1
            if i < stations - 1:
                yield buffers[i].put(1)
            else:
                tally.finished += 1

    for i in range(stations):
        env.process(station(i))
    return lambda: tally.finished / env.now


def shop(env, tally, draw, routes):
    """1,000 exponential stations, loaded to 0.8 by products with a route each."""
    stations = [simpy.Resource(env, 1) for _ in range(1000)]

    def job(route):
        came = env.now
        for station in route:
            with stations[station].request() as turn:
                yield turn
                yield env.timeout(draw(1.0))
            tally.events += 1
        tally.leaves(env.now - came)

    def arrivals(route):
        while True:
            yield env.timeout(draw(1 / 2.5))
            tally.events += 1
            env.process(job(route))

    for route in routes:
        env.process(arrivals(route))
    return lambda: tally.total / tally.finished


def hold(env, tally, draw, parts):
    """Parts that each stay for an exponential time, again and again (Jones 1986)."""

    def part():
        while True:
            yield env.timeout(draw(1.0))
            tally.events += 1

    for _ in range(parts):
        env.process(part())
    return lambda: tally.events / env.now / parts


def main():
    model, until = sys.argv[1], float(sys.argv[2])
    draw = random.Random(1).expovariate
    env = simpy.Environment()
    tally = Tally()
    if model == "queue":
        check = queue(env, tally, draw)
    elif model == "line":
        check = line(env, tally, draw)
    elif model == "shop":
        with open(sys.argv[3], encoding="utf-8") as file:
            check = shop(env, tally, draw, [[int(s) for s in row.split()] for row in file])
    else:
        check = hold(env, tally, draw, int(model[4:]))
    began = time.process_time()
    env.run(until=until)
    taken = time.process_time() - began
    print("figure", tally.events / taken / 1e6, check())


main()
