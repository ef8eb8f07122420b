/// A name that identifies one thing of one kind, so that a change is never passed for a deploy.
public protocol Identifier: Hashable, Comparable, Sendable, CustomStringConvertible, Codable {
  /// The name as it stood in the input.
  var name: String { get }
  /// Wraps a name as it stood in the input.
  init(_ name: String)
}

extension Identifier {
  /// Ordered by the bytes of the name, the same on every machine.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.name < rhs.name }
  /// The name itself.
  public var description: String { name }
  /// Reads the bare name.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }
  /// Writes the bare name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

/// Any cell that orders are counted in and changes reach: a country, a region, one host.
public struct Marketplace: Identifier {
  public let name: String
  public init(_ name: String) { self.name = name }
}

/// Any system that changes.
public struct Service: Identifier {
  public let name: String
  public init(_ name: String) { self.name = name }
}

/// Something altered in production; its rollout steps share this id.
public struct ChangeID: Identifier {
  public let name: String
  public init(_ name: String) { self.name = name }
}

/// One rollout step of a change.
public struct DeployID: Identifier {
  public let name: String
  public init(_ name: String) { self.name = name }
}

/// What people declared; not the same as a drop.
public struct IncidentID: Identifier {
  public let name: String
  public init(_ name: String) { self.name = name }
}

/// A drop, named by the minute of its most likely onset: `2026-03-05-1402`, with `-b`, `-c` … where
/// several drops share that minute.
public struct DropID: Identifier {
  public let name: String
  public init(_ name: String) { self.name = name }
}

/// Which counter a series belongs to: a marketplace, and the service the orders went through.
public struct SeriesKey: Hashable, Comparable, Sendable {
  /// Where the orders were counted.
  public let marketplace: Marketplace
  /// The service the orders went through; `nil` is the whole storefront.
  public let service: Service?

  public init(marketplace: Marketplace, service: Service? = nil) {
    self.marketplace = marketplace
    self.service = service
  }

  public var isStorefront: Bool { service == nil }

  /// Ordered by marketplace, the whole storefront before single services.
  public static func < (lhs: SeriesKey, rhs: SeriesKey) -> Bool {
    if lhs.marketplace != rhs.marketplace { return lhs.marketplace < rhs.marketplace }
    return (lhs.service?.name ?? "") < (rhs.service?.name ?? "")
  }
}
