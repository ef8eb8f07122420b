/// One observation for or against a suspect, with its weight. Reporting puts it into words.
public struct Evidence: Hashable, Sendable {
  public let observation: Observation
  /// Positive speaks for the suspect.
  public let weight: LogOdds

  public init(_ observation: Observation, weight: LogOdds) {
    self.observation = observation
    self.weight = weight
  }

  /// What was seen, with the facts a reader needs to judge it.
  public enum Observation: Hashable, Sendable {
    /// The step that reached the drop's scope, and how long before the onset it began (negative:
    /// after it). `placeboRate`: how often a change this close precedes a random quiet minute.
    /// `parts` says what its weight is made of; `nil` if not kept.
    case timing(
      step: DeployID, minutesBeforeOnset: Double, placeboRate: Probability,
      parts: TimingParts? = nil)
    /// Marketplaces hit that the change had reached when they fell, hit that it had not, and others
    /// where it was for most of the drop and that did not fall.
    case scope(hitAndReached: Int, hitNotReached: [Marketplace], reachedNotHit: [Marketplace])
    /// The log does not say where the change went.
    case scopeUnknown
    /// Of `of` pairs of marketplaces reached at different times, `agreeing` fell in that order.
    case spread(agreeing: Int, of: Int)
    /// Orders were already low before the step began, with this probability.
    case alreadyLow(Probability)
    case recovery(Recovery)
    case topology(Topology)
    /// Fall where the change had been by then against fall where it had not.
    case comparison(reachedFall: Share, unreachedFall: Share, unreachedCount: Int)
    /// Earlier steps of the same service, and how many of them a drop followed closely.
    case repetition(earlierSteps: Int, followedByDrop: Int)
    /// People named the service in the incident.
    case namedInIncident(IncidentID)
  }

  /// What the weight of timing is made of; both add up to it.
  public struct TimingParts: Hashable, Sendable {
    /// How much likelier such a delay is after a change that is behind a drop than by chance.
    public let delay: LogOdds
    /// That changes stand just before drops for other reasons as well; never positive.
    public let coincidence: LogOdds
    /// In how many marketplaces the onsets together give the delay; 1 if it is that of the first.
    public let places: Int

    public init(delay: LogOdds, coincidence: LogOdds, places: Int) {
      self.delay = delay
      self.coincidence = coincidence
      self.places = places
    }
  }

  /// What undoing the change was followed by.
  public enum Recovery: Hashable, Sendable {
    /// Orders came back this many minutes after the change was undone (negative: just before).
    case followedRollback(minutesAfter: Double)
    /// The change was undone and orders stayed low this many minutes longer.
    case outlastedRollback(minutes: Double)
    /// Orders came back this many minutes after another change of the same service began (negative:
    /// just before).
    case followedFix(DeployID, minutesAfter: Double)
    /// Orders came back with the change still in place.
    case recoveredInPlace
    /// The drop is still open and the change in place.
    case stillOpen
  }

  /// Where the changed service lies.
  public enum Topology: Hashable, Sendable {
    /// It is the service whose own orders fell.
    case sameService
    /// The service whose orders fell depends on it over so many hops.
    case dependency(hops: Int)
    /// It is not below the service whose orders fell.
    case unrelated
    /// A Tier-1 system, or one that a Tier-1 system depends on over so many hops; `dependents` services
    /// stand on it, directly or over others, counted up to `mostDependents`; `nil` if the register names
    /// no dependencies.
    case orderPath(hops: Int, dependents: Int? = nil)
    /// The register does not put it on the order path.
    case offOrderPath
    /// The register does not know it.
    case unregistered

    /// Beyond it more services say nothing, since registers have gaps.
    public static let mostDependents = 64
  }
}

extension Evidence {
  /// The kinds of observations, as they stand in JSON and tables.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case timing, scope, spread
    case alreadyLow = "already_low"
    case recovery, topology, comparison, repetition
    case namedInIncident = "named_in_incident"
  }
}

extension Evidence.Observation {
  public var kind: Evidence.Kind {
    switch self {
    case .timing: .timing
    case .scope, .scopeUnknown: .scope
    case .spread: .spread
    case .alreadyLow: .alreadyLow
    case .recovery: .recovery
    case .topology: .topology
    case .comparison: .comparison
    case .repetition: .repetition
    case .namedInIncident: .namedInIncident
    }
  }
}
