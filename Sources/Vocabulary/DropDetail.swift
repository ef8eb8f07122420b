/// Everything about a drop but its name, as a table of drops carries it from one program to
/// another: nothing is rounded, so that links made from it are those of the drop itself.
public struct DropDetail: Codable, Hashable, Sendable {
  /// A distribution of moments: the first in seconds since 1970, the step in seconds.
  public struct Moments: Codable, Hashable, Sendable {
    public let first: Int64
    public let step: Int
    public let weights: [Double]
  }

  /// Either is given: when it ended, or up to when it was seen and had not.
  public struct End: Codable, Hashable, Sendable {
    public let ended: Moments?
    public let openUntil: Int64?
  }

  public struct Part: Codable, Hashable, Sendable {
    public let marketplace: Marketplace
    public let service: Service?
    public let onset: Moments
    public let end: End
    public let fall: Double
    public let observed: Int
    public let expected: Double
    public let signal: Double
    /// Not written where nothing shows it.
    public let lowSince: Int64?
  }

  public struct Spared: Codable, Hashable, Sendable {
    public let marketplace: Marketplace
    public let service: Service?
    public let fall: Double
    public let standardError: Double
  }

  public struct Amount: Codable, Hashable, Sendable {
    public let value: Double
    public let low: Double
    public let high: Double
    public let level: Double
  }

  public struct Held: Codable, Hashable, Sendable {
    public let held: Int
    public let tried: Int
    public let level: Double
  }

  public let onset: Moments
  public let end: End
  public let parts: [Part]
  public let unaffected: [Spared]
  public let observed: Int
  public let expected: Double
  public let lost: Amount
  public let catchUp: Amount?
  public let comparison: Amount?
  public let errors: Amount?
  public let coverage: Held?
  public let signal: Double
  public let shortHistoryDays: Int?
  /// Not written where it is not so.
  public let mayBeDayOff: Bool?
  /// Likewise.
  public let lowAfter: Double?
}

extension DropDetail {
  public init(_ drop: Drop) {
    onset = Moments(drop.onset)
    end = End(drop.end)
    parts = drop.parts.map { part in
      Part(
        marketplace: part.series.marketplace, service: part.series.service,
        onset: Moments(part.onset), end: End(part.end), fall: part.depth.value,
        observed: part.observedOrders, expected: part.expectedOrders, signal: part.signal,
        lowSince: part.lowSince?.secondsSinceEpoch)
    }
    unaffected = drop.unaffected.map {
      Spared(
        marketplace: $0.series.marketplace, service: $0.series.service, fall: $0.depth.value,
        standardError: $0.standardError)
    }
    observed = drop.observedOrders
    expected = drop.expectedOrders
    lost = Amount(drop.lostOrders)
    catchUp = drop.catchUp.map(Amount.init)
    comparison = drop.comparisonLoss.map(Amount.init)
    errors = drop.websiteErrors.map(Amount.init)
    coverage = drop.coverage.map { Held(held: $0.held, tried: $0.tried, level: $0.level) }
    signal = drop.signal
    shortHistoryDays = drop.shortHistoryDays
    mayBeDayOff = drop.mayBeDayOff ? true : nil
    lowAfter = drop.lowAfter?.value
  }

  /// The drop under a name; `nil` if what is said makes none.
  public func drop(_ id: DropID) -> Drop? {
    guard let onset = onset.distribution, let end = end.dropEnd else { return nil }
    let parts = self.parts.compactMap(\.dropPart)
    guard !parts.isEmpty, parts.count == self.parts.count else { return nil }
    return Drop(
      id: id, onset: onset, end: end, parts: parts.sorted { $0.series < $1.series },
      unaffected: unaffected.map {
        UnaffectedSeries(
          series: SeriesKey(marketplace: $0.marketplace, service: $0.service),
          depth: Share($0.fall), standardError: $0.standardError)
      },
      observedOrders: observed, expectedOrders: expected, lostOrders: lost.estimate,
      catchUp: catchUp?.estimate, comparisonLoss: comparison?.estimate,
      websiteErrors: errors?.estimate,
      coverage: coverage.map { Coverage(held: $0.held, tried: $0.tried, level: $0.level) },
      signal: signal, shortHistoryDays: shortHistoryDays, mayBeDayOff: mayBeDayOff ?? false,
      lowAfter: lowAfter.map { Share($0) })
  }
}

extension DropDetail.Moments {
  fileprivate init(_ distribution: TimeDistribution) {
    first = distribution.first.secondsSinceEpoch
    step = distribution.stepSeconds
    weights = distribution.weights
  }

  fileprivate var distribution: TimeDistribution? {
    TimeDistribution(
      first: Timestamp(secondsSinceEpoch: first), stepSeconds: step, weights: weights)
  }
}

extension DropDetail.End {
  fileprivate init(_ end: DropEnd) {
    switch end {
    case .ended(let distribution): (ended, openUntil) = (.init(distribution), nil)
    case .open(let until): (ended, openUntil) = (nil, until.secondsSinceEpoch)
    }
  }

  fileprivate var dropEnd: DropEnd? {
    if let ended { return ended.distribution.map(DropEnd.ended) }
    return openUntil.map { .open(dataUntil: Timestamp(secondsSinceEpoch: $0)) }
  }
}

extension DropDetail.Part {
  fileprivate var dropPart: DropPart? {
    guard let onset = onset.distribution, let end = end.dropEnd else { return nil }
    return DropPart(
      series: SeriesKey(marketplace: marketplace, service: service), onset: onset, end: end,
      depth: Share(fall), observedOrders: observed, expectedOrders: expected, signal: signal,
      lowSince: lowSince.map(Timestamp.init(secondsSinceEpoch:)))
  }
}

extension DropDetail.Amount {
  fileprivate init(_ estimate: Estimate) {
    (value, low, high, level) = (estimate.value, estimate.low, estimate.high, estimate.level)
  }

  fileprivate var estimate: Estimate {
    Estimate(value: value, low: low, high: high, level: level)
  }
}
