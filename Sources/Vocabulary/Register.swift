/// One line of the register of services.
public struct ServiceEntry: Hashable, Sendable {
  public let service: Service
  /// 1 = directly affects customers; `nil` if not given.
  public let tier: Int?
  /// A team, not a person, wherever it is shown.
  public let owner: String?
  public let director: String?
  public let vp: String?
  public let dependsOn: [Service]
  /// `nil` if it was not kept.
  public let place: SourcePlace?

  public init(
    service: Service, tier: Int? = nil, owner: String? = nil, director: String? = nil,
    vp: String? = nil, dependsOn: [Service] = [], place: SourcePlace? = nil
  ) {
    self.place = place
    self.service = service
    self.tier = tier
    self.owner = owner
    self.director = director
    self.vp = vp
    self.dependsOn = dependsOn
  }
}

/// What kind of event the calendar names.
public enum CalendarEventKind: String, Hashable, Sendable, CaseIterable {
  case holiday, promotion, maintenance, external
}

/// A known event of the calendar.
public struct CalendarEvent: Hashable, Sendable {
  public let window: TimeWindow
  /// Empty = all.
  public let marketplaces: Set<Marketplace>
  /// `nil` if not given.
  public let kind: CalendarEventKind?
  public let name: String?

  public init(
    window: TimeWindow, marketplaces: Set<Marketplace> = [], kind: CalendarEventKind? = nil,
    name: String? = nil
  ) {
    self.window = window
    self.marketplaces = marketplaces
    self.kind = kind
    self.name = name
  }

  public func applies(to marketplace: Marketplace) -> Bool {
    marketplaces.isEmpty || marketplaces.contains(marketplace)
  }
}
