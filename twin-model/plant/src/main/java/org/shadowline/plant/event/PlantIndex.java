package org.shadowline.plant.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Logic;
import org.shadowline.plant.description.Network;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;

/**
 * Numbers for the names of a plant, the same for the same plant whatever the order of its declarations: everything is
 * numbered in the order of its id.
 *
 * <p>Places are the elements, from 0, then the machines of all stations, then the vehicles of all fleets and the cranes of racks. A part in the
 * queue of a station is at the station's own number, a part on a machine or vehicle at that one's. People, products, teams
 * and steps are numbered from 0, each for themselves; so are the nodes, the points where vehicles can stop, and the sensors of conveyors. Thread-safe:
 * immutable.
 */
public final class PlantIndex {
    private final Plant plant;
    private final List<Element> elements;
    private final List<Team> teams;
    private final List<Product> products;
    private final List<StepRef> steps = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> productNumbers = new HashMap<>();
    private final Map<String, Integer> teamNumbers = new HashMap<>();
    private final List<String> placeNames = new ArrayList<>();
    private final List<String> personNames = new ArrayList<>();
    private final int[] firstMachine;
    private final int[] firstVehicle;
    private final int[] endOfVehicles;
    private final int firstCrane;
    private final List<Logic.Attribute> attributes;
    private final Map<String, Integer> attributeNumbers = new HashMap<>();
    private final List<Network.Node> nodes;
    private final List<Network.Path> paths;
    private final Map<String, Integer> nodeNumbers = new HashMap<>();
    private final int[] stopOfElement;
    private final List<String> sensorNames = new ArrayList<>();
    private final int[] elementOfPlace;
    private final int[] firstPerson;
    private final int[] teamOfPerson;
    private final Map<Route, Integer> firstStep = new java.util.IdentityHashMap<>();

    /** A step of a route. */
    public record StepRef(Route route, int step) {
        public String name() {
            return route.steps().get(step).name();
        }

        public String element() {
            return route.steps().get(step).element();
        }
    }

    public PlantIndex(Plant plant) {
        this.plant = plant;
        elements = plant.elements().stream()
                .sorted(Comparator.comparing(Element::id))
                .toList();
        teams = plant.teams().stream().sorted(Comparator.comparing(Team::id)).toList();
        products = plant.products().stream()
                .sorted(Comparator.comparing(Product::id))
                .toList();
        for (var element : elements) addPlace(element.id());
        firstMachine = new int[elements.size() + 1];
        for (int e = 0; e < elements.size(); e++) {
            firstMachine[e] = placeNames.size();
            if (elements.get(e) instanceof Station station) {
                for (int m = 1; m <= station.count(); m++) addPlace(station.id() + "." + m);
            }
        }
        firstMachine[elements.size()] = placeNames.size();
        firstVehicle = new int[elements.size()];
        endOfVehicles = new int[elements.size()];
        for (int e = 0; e < elements.size(); e++) {
            firstVehicle[e] = placeNames.size();
            if (elements.get(e) instanceof Fleet fleet) {
                for (int v = 1; v <= fleet.count(); v++) addPlace(fleet.id() + "." + v);
            }
            endOfVehicles[e] = placeNames.size();
        }
        firstCrane = placeNames.size();
        for (int e = 0; e < elements.size(); e++) {
            if (!(elements.get(e) instanceof Rack rack)) continue;
            firstVehicle[e] = placeNames.size();
            addPlace(rack.id() + ".1");
            endOfVehicles[e] = placeNames.size();
        }
        attributes = plant.logic().attributes().stream()
                .sorted(Comparator.comparing(Logic.Attribute::element).thenComparing(Logic.Attribute::name))
                .toList();
        for (var attribute : attributes) {
            attributeNumbers.put(attributeName(attribute), attributeNumbers.size());
        }
        for (var element : elements) {
            if (!(element instanceof Conveyor conveyor)) continue;
            for (var sensor : conveyor.sensors()) sensorNames.add(conveyor.id() + "." + sensor.name());
        }
        nodes = plant.network().nodes().stream()
                .sorted(Comparator.comparing(Network.Node::id))
                .toList();
        paths = plant.network().paths().stream()
                .sorted(Comparator.comparing(Network.Path::id))
                .toList();
        for (var element : elements) nodeNumbers.put(element.id(), nodeNumbers.size());
        for (var node : nodes) nodeNumbers.put(node.id(), nodeNumbers.size());
        stopOfElement = new int[elements.size()];
        for (int e = 0; e < stopOfElement.length; e++) stopOfElement[e] = e;
        for (var node : nodes) {
            for (var served : node.serves()) stopOfElement[place(served)] = node(node.id());
        }
        elementOfPlace = new int[placeNames.size()];
        for (int e = 0; e < elements.size(); e++) {
            elementOfPlace[e] = e;
            for (int m = firstMachine[e]; m < firstMachine[e + 1]; m++) elementOfPlace[m] = e;
            for (int v = firstVehicle[e]; v < endOfVehicles[e]; v++) elementOfPlace[v] = e;
        }
        firstPerson = new int[teams.size() + 1];
        for (int t = 0; t < teams.size(); t++) {
            teamNumbers.put(teams.get(t).id(), t);
            firstPerson[t] = personNames.size();
            for (int p = 1; p <= teams.get(t).people(); p++) {
                personNames.add(teams.get(t).id() + "." + p);
            }
        }
        firstPerson[teams.size()] = personNames.size();
        teamOfPerson = new int[personNames.size()];
        for (int t = 0; t < teams.size(); t++) {
            for (int p = firstPerson[t]; p < firstPerson[t + 1]; p++) teamOfPerson[p] = t;
        }
        for (int p = 0; p < products.size(); p++) {
            productNumbers.put(products.get(p).id(), p);
        }
        var routesInOrder = new TreeMap<String, Route>();
        for (var route : plant.routes()) {
            routesInOrder.put(
                    String.join(",", route.products().stream().sorted().toList()), route);
        }
        for (var route : routesInOrder.values()) {
            firstStep.put(route, steps.size());
            for (int s = 0; s < route.steps().size(); s++) steps.add(new StepRef(route, s));
        }
    }

    private void addPlace(String name) {
        places.put(name, placeNames.size());
        placeNames.add(name);
    }

    public Plant plant() {
        return plant;
    }

    /** Elements in the order of their numbers. */
    /** The attributes of elements that rules change, by their numbers. */
    public List<Logic.Attribute> attributes() {
        return attributes;
    }

    /** The number of an attribute of an element by its name {@code element.attribute}; -1 when there is none. */
    public int attribute(String name) {
        return attributeNumbers.getOrDefault(name, -1);
    }

    public static String attributeName(Logic.Attribute attribute) {
        return attribute.element() + "." + attribute.name();
    }

    public List<Element> elements() {
        return elements;
    }

    /** Teams in the order of their numbers. */
    public List<Team> teams() {
        return teams;
    }

    /** Products in the order of their numbers. */
    public List<Product> products() {
        return products;
    }

    /** Steps of all routes in the order of their numbers. */
    public List<StepRef> steps() {
        return steps;
    }

    public int elementCount() {
        return elements.size();
    }

    public int placeCount() {
        return placeNames.size();
    }

    public int machineCount() {
        return firstMachine[elements.size()] - elements.size();
    }

    public int peopleCount() {
        return personNames.size();
    }

    /** The number of an element, machine or vehicle, -1 when there is none of that name. */
    public int place(String name) {
        return places.getOrDefault(name, -1);
    }

    public String placeName(int place) {
        return placeNames.get(place);
    }

    public boolean isMachine(int place) {
        return place >= elements.size() && place < firstMachine[elements.size()];
    }

    public boolean isVehicle(int place) {
        return place >= firstMachine[elements.size()];
    }

    /** Number of vehicles of all fleets, and behind them the cranes of all racks. */
    public int vehicleCount() {
        return placeNames.size() - firstMachine[elements.size()];
    }

    /** Number of cranes of racks. */
    public int craneCount() {
        return placeNames.size() - firstCrane;
    }

    /** Number of the first vehicle of an element; its vehicles end before {@link #endOfVehicles}. */
    public int firstVehicle(int element) {
        return firstVehicle[element];
    }

    public int endOfVehicles(int element) {
        return endOfVehicles[element];
    }

    /** Number of nodes: the elements with their own numbers, then the nodes of the network. */
    public int nodeCount() {
        return elements.size() + nodes.size();
    }

    /** The number of an element or node, -1 when there is none of that name. */
    public int node(String id) {
        return nodeNumbers.getOrDefault(id, -1);
    }

    public String nodeName(int node) {
        return node < elements.size()
                ? elements.get(node).id()
                : nodes.get(node - elements.size()).id();
    }

    /** The node at which vehicles stop for an element. */
    public int stopOf(int element) {
        return stopOfElement[element];
    }

    /** Where a node is; null for an element without a position. */
    public @Nullable Position nodePosition(int node) {
        return node < elements.size()
                ? elements.get(node).at()
                : nodes.get(node - elements.size()).at();
    }

    /** How many vehicles can stand at a node; at an element as many as will. */
    public int nodeHolds(int node) {
        return node < elements.size()
                ? Buffer.UNLIMITED
                : nodes.get(node - elements.size()).holds();
    }

    /** The paths of the network in the order of their ids. */
    public List<Network.Path> paths() {
        return paths;
    }

    /** The element that a place belongs to: itself, or the station of a machine, or the fleet of a vehicle. */
    public int elementOf(int place) {
        return elementOfPlace[place];
    }

    /** Number of the first machine of an element; its machines end before {@code firstMachine(element + 1)}. */
    public int firstMachine(int element) {
        return firstMachine[element];
    }

    public int product(String id) {
        return productNumbers.getOrDefault(id, -1);
    }

    public int team(String id) {
        return teamNumbers.getOrDefault(id, -1);
    }

    /** Number of the first person of a team; its people end before {@code firstPerson(team + 1)}. */
    public int firstPerson(int team) {
        return firstPerson[team];
    }

    public int teamOf(int person) {
        return teamOfPerson[person];
    }

    public String personName(int person) {
        return personNames.get(person);
    }

    /** The number of a person, -1 when there is none of that name. */
    public int person(String name) {
        return personNames.indexOf(name);
    }

    /** The number of a route's first step; {@code route} is one of the plant's own. */
    public int firstStep(Route route) {
        var first = firstStep.get(route);
        if (first == null) throw new IllegalArgumentException("route is not of this plant: " + route.products());
        return first;
    }

    public int sensorCount() {
        return sensorNames.size();
    }

    /** {@code belt.eye}. */
    public String sensorName(int sensor) {
        return sensorNames.get(sensor);
    }

    /** The number of a sensor; negative when there is none of that name. */
    public int sensor(String name) {
        return sensorNames.indexOf(name);
    }

    /** The order that number {@code order} of source {@code place} stands for. */
    public Source.Order order(int place, int order) {
        if (elements.get(place) instanceof Source source
                && source.arrivals() instanceof Source.Arrivals.Orders(List<Source.Order> orders, String file)) {
            return orders.get(order);
        }
        throw new IllegalArgumentException("place has no orders: " + placeName(place));
    }
}
