/// What people declared.
public struct Incident: Hashable, Sendable {
  public let id: IncidentID
  public let startedAt: Timestamp
  public let title: String?
  public let severity: String?
  public let detectedAt: Timestamp?
  public let mitigatedAt: Timestamp?
  public let resolvedAt: Timestamp?
  /// Services that people named; may be empty.
  public let services: [Service]
  /// Marketplaces that people named; empty if none were.
  public let marketplaces: [Marketplace]
  /// A cause that a person confirmed.
  public let confirmedCause: ChangeID?
  /// Orders lost as declared.
  public let declaredLostOrders: Int?
  /// Website errors as declared.
  public let declaredWebsiteErrors: Int?
  public let summary: String?
  public let place: SourcePlace

  public init(
    id: IncidentID, startedAt: Timestamp, title: String? = nil, severity: String? = nil,
    detectedAt: Timestamp? = nil, mitigatedAt: Timestamp? = nil, resolvedAt: Timestamp? = nil,
    services: [Service] = [], marketplaces: [Marketplace] = [], confirmedCause: ChangeID? = nil,
    declaredLostOrders: Int? = nil, declaredWebsiteErrors: Int? = nil, summary: String? = nil,
    place: SourcePlace
  ) {
    self.id = id
    self.startedAt = startedAt
    self.title = title
    self.severity = severity
    self.detectedAt = detectedAt
    self.mitigatedAt = mitigatedAt
    self.resolvedAt = resolvedAt
    self.services = services
    self.marketplaces = marketplaces
    self.confirmedCause = confirmedCause
    self.declaredLostOrders = declaredLostOrders
    self.declaredWebsiteErrors = declaredWebsiteErrors
    self.summary = summary
    self.place = place
  }
}
