/// A world with something planted on purpose in a drawn background.
public enum Scenario: String, Hashable, Sendable, CaseIterable {
  /// Twelve drops in ten weeks of a large shop, two of them of the size that public reporting on
  /// the March 2026 incidents gives.
  case march2026 = "march-2026"
  /// Nine months of the same shop up to the end of March 2026: more changes, more of them by AI, and
  /// more drops from quarter to quarter, the two outages, and the first weeks of the reset.
  case since2025Q3 = "since-2025q3"
  /// Drops of every shape that users meet, days apart in a drawn shop.
  case shapes

  /// The scenario with the background of this seed.
  public func world(seed: UInt64) -> World {
    switch self {
    case .march2026: Scenario.march2026(seed: seed)
    case .since2025Q3: Scenario.since2025Q3(seed: seed)
    case .shapes: ShapeWorld.make(seed: seed)
    }
  }

  public static func march2026(seed: UInt64) -> World {
    let settings = MarchBackground.settings
    return ScriptedWorld.make(settings, seed: seed, scripts: MarchDrops.all) { special, clocks in
      MarchBackground.add(to: &special, clocks: clocks, codes: settings.marketplaces)
    }
  }

  public static func since2025Q3(seed: UInt64) -> World {
    ScriptedWorld.make(SinceQ3Background.settings, seed: seed, scripts: MarchDrops.outages)
  }
}
