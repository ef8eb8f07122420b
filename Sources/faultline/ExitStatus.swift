import ArgumentParser
import Datastore
import Ingestion
import Reporting
import Simulation

/// What the tool's exit status means; anything else is a failure.
///
/// A drop found is a result, not an error: only `--fail-on` makes a status of it.
enum ExitStatus: Int32 {
  case done = 0
  /// Done, but something could not be looked at; the report says so first.
  case incomplete = 3
  /// Something at or above `--fail-on`, or a gate not met.
  case found = 10
  case usage = 64
  case unusableFile = 65
  case inputMissing = 66
  case cannotWrite = 73
  case inputOutput = 74
  case anotherRun = 75
  case settings = 78
}

/// Ends a command with a status and, if it is a failure, one line that says why.
struct ToolFailure: Error {
  let status: ExitStatus
  let message: String
}

extension ToolFailure {
  /// A database without what a command needs.
  ///
  /// - Parameters:
  ///   - what: `orders`.
  ///   - feed: that brings it, `order_metrics`.
  static func holdsNo(_ what: String, _ path: String, load feed: String) -> ToolFailure {
    ToolFailure(
      status: .inputMissing,
      message: "\(path): holds no \(what). Load a dataset with \(feed) first.")
  }

  /// The failure behind an error of any stage; `nil` for errors that ArgumentParser words itself.
  init?(_ error: any Error) {
    switch error {
    case let failure as ToolFailure: self = failure
    case let problems as InputProblems:
      self.init(status: ExitStatus(problems.kind), message: problems.description)
    case let problem as InputProblem:
      self.init(status: ExitStatus(problem.kind), message: problem.description)
    case let error as StoreError:
      self.init(status: ExitStatus(error.kind), message: error.description)
    case let error as ReportFolderError:
      self.init(status: .cannotWrite, message: error.description)
    case let error as DatasetWriteError:
      self.init(status: .cannotWrite, message: error.description)
    default: return nil
    }
  }
}

extension ExitStatus {
  init(_ kind: InputProblem.Kind) {
    switch kind {
    case .missing: self = .inputMissing
    case .unusable: self = .unusableFile
    case .readFailed: self = .inputOutput
    }
  }

  fileprivate init(_ kind: StoreError.Kind) {
    switch kind {
    case .missing: self = .inputMissing
    case .unusable: self = .unusableFile
    case .cannotWrite: self = .cannotWrite
    case .failed: self = .inputOutput
    case .inUse: self = .anotherRun
    }
  }
}

/// Runs a command's body and turns what it throws into a line on stderr and an exit status.
func exiting(
  _ color: ColorChoice = .auto, _ body: () async throws -> ExitStatus
) async throws {
  do {
    let status = try await body()
    if status != .done { throw ExitCode(status.rawValue) }
  } catch {
    guard let failure = ToolFailure(error) else { throw error }
    Diagnostics.error(failure.message, color: color)
    throw ExitCode(failure.status.rawValue)
  }
}
