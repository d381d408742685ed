/*
 * The models of the speed comparison in Kalasim, in the process style that its documentation teaches, with tracking off.
 *
 * Arguments: MODEL UNTIL [FILE OF ROUTES]; MODEL is queue, line, shop or holdN. Prints `figure SPEED CHECK`: million model
 * events per second of processor time, and the mean lead time, throughput or stays per part and time.
 */
import java.io.File
import java.lang.management.ManagementFactory
import java.util.Random
import kotlin.math.ln
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit
import org.kalasim.Component
import org.kalasim.DepletableResource
import org.kalasim.Environment
import org.kalasim.Resource
import org.kalasim.createSimulation

private const val STATIONS_OF_LINE = 20
private const val STATIONS_OF_SHOP = 1000

private val random = Random(1)

private fun draw(mean: Double): Double = -mean * ln(1 - random.nextDouble())

private fun time(mean: Double): Duration = draw(mean).seconds

private class Tally {
    var events = 0L
    var finished = 0L
    var total = 0.0

    fun leaves(leadTime: Duration) {
        finished++
        total += leadTime.toDouble(DurationUnit.SECONDS)
    }
}

/** M/M/1 with load 0.9 and a mean time of service of 1. */
private fun queue(tally: Tally) {
    val server = Resource("server", 1)
    class Customer : Component() {
        override fun process() = sequence {
            val came = now
            request(server) { hold(time(1.0)) }
            tally.events++
            tally.leaves(now - came)
        }
    }
    object : Component("arrivals") {
        override fun process() = sequence {
            while (true) {
                hold(time(1 / 0.9))
                tally.events++
                Customer()
            }
        }
    }
}

/** Exponential stations, buffers of 5, breakdowns by operating time, blocking after service. */
private fun line(tally: Tally) {
    val buffers = (1 until STATIONS_OF_LINE).map { DepletableResource("buffer $it", 5, 0) }
    class Station(val i: Int) : Component("station $i") {
        override fun process() = sequence {
            var toFailure = draw(100.0)
            while (true) {
                if (i > 0) take(buffers[i - 1], 1)
                var left = draw(1.0)
                while (toFailure < left) {
                    hold(toFailure.seconds)
                    left -= toFailure
                    hold(time(10.0))
                    tally.events += 2
                    toFailure = draw(100.0)
                }
                hold(left.seconds)
                toFailure -= left
                tally.events++
                if (i < STATIONS_OF_LINE - 1) put(buffers[i], 1) else tally.finished++
            }
        }
    }
    repeat(STATIONS_OF_LINE) { Station(it) }
}

/** Exponential stations, loaded to 0.8 by products with a route each. */
private fun shop(tally: Tally, routes: List<List<Int>>) {
    val stations = List(STATIONS_OF_SHOP) { Resource("station $it", 1) }
    class Job(val route: List<Int>) : Component() {
        override fun process() = sequence {
            val came = now
            for (station in route) {
                request(stations[station]) { hold(time(1.0)) }
                tally.events++
            }
            tally.leaves(now - came)
        }
    }
    class Arrivals(val route: List<Int>) : Component() {
        override fun process() = sequence {
            while (true) {
                hold(time(2.5))
                tally.events++
                Job(route)
            }
        }
    }
    routes.forEach { Arrivals(it) }
}

/** Parts that each stay for an exponential time, again and again (Jones 1986). */
private fun hold(tally: Tally, parts: Int) {
    class Part : Component() {
        override fun process() = sequence {
            while (true) {
                hold(time(1.0))
                tally.events++
            }
        }
    }
    repeat(parts) { Part() }
}

fun main(args: Array<String>) {
    val (model, until) = args
    val tally = Tally()
    val simulation: Environment = createSimulation(tickDurationUnit = DurationUnit.SECONDS) {
        entityTrackingDefaults.disableAll()
        when (model) {
            "queue" -> queue(tally)
            "line" -> line(tally)
            "shop" -> shop(tally, File(args[2]).readLines().map { row -> row.split(" ").map(String::toInt) })
            else -> hold(tally, model.removePrefix("hold").toInt())
        }
    }
    val thread = ManagementFactory.getThreadMXBean()
    val began = thread.currentThreadCpuTime
    simulation.run(until.toDouble().seconds)
    val taken = (thread.currentThreadCpuTime - began) / 1e9
    val check = when (model) {
        "queue", "shop" -> tally.total / tally.finished
        "line" -> tally.finished / until.toDouble()
        else -> tally.events / until.toDouble() / model.removePrefix("hold").toInt()
    }
    println("figure ${tally.events / taken / 1e6} $check")
}
