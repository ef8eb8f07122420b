import Glibc
import Synchronization

/// What a program said and how it ended.
public struct ProgramRun: Sendable {
  public let out: String
  public let err: String
  /// The exit status, or 128 and the signal's number if a signal ended it.
  public let status: Int32

  /// Runs the program at `path` in `folder` to its end.
  ///
  /// It sees no variables but `environment`, and on stdin the file `input` of that folder, or
  /// nothing. Both pipes are read to their
  /// end before the process is waited for: a program that fills a pipe nobody reads never ends.
  public init(
    _ path: String, _ arguments: [String], in folder: String, environment: [String: String] = [:],
    input: String? = nil
  ) throws {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let (process, out, err) = try ProgramRun.starting.withLock { _ in
      let out = try Pipe()
      let err = try Pipe()
      // `env` changes into the folder: a process has only one, and tests share this one.
      let process = try ProgramRun.spawn(
        "/usr/bin/env", ["-C", folder, path] + arguments, variables,
        input: input.map { "\(folder)/\($0)" } ?? "/dev/null", out: out, err: err)
      return (process, out, err)
    }
    (self.out, self.err) = Pipe.texts(out, err)
    var state: Int32 = 0
    while waitpid(process, &state, 0) < 0 {
      guard errno == EINTR else { throw SystemCallFailure("waitpid", errno) }
    }
    let signal = state & 0x7f
    status = signal == 0 ? (state >> 8) & 0xff : 128 + signal
  }

  /// Between a pipe's making and its mark that children do not inherit it none may be started.
  private static let starting = Mutex(())

  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String], input: String,
    out: Pipe, err: Pipe
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, out.writeEnd, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, err.writeEnd, STDERR_FILENO)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, path, &actions, nil, &words, &variables)
    out.closeWriteEnd()
    err.closeWriteEnd()
    guard failure == 0 else { throw SystemCallFailure("posix_spawn \(path)", failure) }
    return process
  }
}

/// A call of the system that failed, with its reason.
public struct SystemCallFailure: Error, CustomStringConvertible {
  public let description: String

  init(_ call: String, _ number: Int32) {
    description = "\(call): \(String(cString: strerror(number)))"
  }
}
