/// A world with a story, written by hand around a drawn background.
public enum Scenario: String, Hashable, Sendable, CaseIterable {
  /// Twelve drops in ten weeks of a large shop, two of them of the size that public reporting on
  /// the March 2026 incidents gives.
  case march2026 = "march-2026"

  /// The scenario with the background of this seed.
  public func world(seed: UInt64) -> World {
    switch self {
    case .march2026: Scenario.march2026(seed: seed)
    }
  }

  public static func march2026(seed: UInt64) -> World { MarchScenario.world(seed: seed) }
}
