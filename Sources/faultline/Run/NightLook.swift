import Detection
import Vocabulary

/// The looks that a night takes at the orders.
struct NightLook {
  /// Of the window, and of what is looked at again in one go with it.
  let detection: DetectionResult
  /// Of stretches far before it, in which only drops that are linked anew are of interest.
  private let apart: [DetectionResult]

  var all: [DetectionResult] { [detection] + apart }

  /// How many services were looked at closely, each week counted.
  var closely: Int { all.flatMap(\.judgedClosely.values).reduce(0) { $0 + $1.count } }

  /// - Parameters:
  ///   - rejudged: what late orders make look at again.
  ///   - memory: what screens of runs before left, from a moment on.
  init(
    _ records: Records, _ window: TimeWindow, rejudged: TimeWindow?, known: Knowledge.Basis,
    given: GivenDrops?, settings: DetectionSettings,
    memory: (Timestamp) throws -> ScreenMemory?, progress: @Sendable (Double) -> Void
  ) async throws {
    if let given {
      detection = given.found(in: window)
      apart = known.relinking?.drops.map { given.found(in: $0.window) } ?? []
      return
    }
    let wanted = (known.previous?.withOpenEnds(window) ?? window).joined(with: rejudged)
    let looks = known.relinking?.looks(beside: wanted) ?? (base: wanted, apart: [])
    detection = try await records.detection(
      settings, window: looks.base, told: window,
      memory: memory(Detector.start(ofWeeksJudgedFor: looks.base)), progress: progress)
    var apart: [DetectionResult] = []
    for look in looks.apart {
      apart.append(try await records.detection(settings, window: look, told: look) { _ in })
    }
    self.apart = apart
  }
}
