import Foundation
import TestSupport

/// A folder in which one test runs the built tool.
final class Workplace {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var path: String { folder.path }

  /// Runs `faultline` here. It sees no home folder and a fixed clock.
  @discardableResult
  func run(_ arguments: String...) throws -> ProgramRun { try run(arguments) }

  /// - Parameter clock: The present of the run, in seconds since 1970.
  @discardableResult
  func run(
    _ arguments: [String], clock: Int = 1_800_000_000, input: String? = nil
  ) throws -> ProgramRun {
    try ProgramRun(
      try Workplace.tool(), arguments, in: path, environment: ["SOURCE_DATE_EPOCH": "\(clock)"],
      input: input)
  }

  /// A nightly run into `reports` with the database `night.sqlite`, and its JSON.
  func nightly(
    _ inputs: [String], db: String = "night.sqlite", reports: String = "reports",
    options: [String] = []
  ) throws -> Nightly {
    let run = try run(
      ["nightly"] + inputs + ["--db", db, "--reports", reports, "--json"] + options)
    return Nightly(run: run, json: try JSONSerialization.object(run.out))
  }

  /// Lies beside the test bundle, for both are products of one build.
  static func tool() throws -> String {
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: bundle).deletingLastPathComponent()
      .appendingPathComponent("faultline").path
  }
}

/// A nightly run's status and its result on stdout.
struct Nightly {
  let run: ProgramRun
  let json: [String: Any]

  var drops: [[String: Any]] { json["drops"] as? [[String: Any]] ?? [] }

  /// The part of the result under `key` as text that is equal for equal content.
  func text(_ key: String) throws -> String {
    try JSONSerialization.text(json[key] ?? NSNull())
  }

  /// Everything but what files were read, as text that is equal for equal content.
  func textWithoutInputs() throws -> String {
    try JSONSerialization.text(json.filter { $0.key != "inputs" })
  }
}

extension JSONSerialization {
  struct NotAnObject: Error {
    let text: String
  }

  static func object(_ text: String) throws -> [String: Any] {
    guard
      let object = try? jsonObject(with: Data(text.utf8)) as? [String: Any]
    else { throw NotAnObject(text: text) }
    return object
  }

  static func text(_ value: Any) throws -> String {
    String(
      decoding: try data(
        withJSONObject: value, options: [.sortedKeys, .prettyPrinted, .fragmentsAllowed]),
      as: UTF8.self)
  }
}
