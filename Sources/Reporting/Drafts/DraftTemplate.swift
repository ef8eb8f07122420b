import Mustache

/// The shape of a draft postmortem: one of the built-in ones, or a mustache file of the user.
public struct DraftTemplate: Sendable {
  /// The names of the built-in shapes, the usual one first.
  public static let names = builtIn.map(\.name)

  public let name: String
  let template: MustacheTemplate

  /// A built-in shape; `nil` if there is none of that name.
  public init?(named name: String) {
    guard let bytes = DraftTemplate.builtIn.first(where: { $0.name == name })?.bytes,
      let template = try? MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
    else { return nil }
    self.name = name
    self.template = template
  }

  /// A user's template; what it inserts is Markdown and is not escaped for HTML. Throws
  /// `DraftProblem` with the place if it is no mustache.
  public init(name: String, text: String) throws(DraftProblem) {
    do {
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
    } catch let error as MustacheTemplate.ParserError {
      let line = error.context.lineNumber
      throw DraftProblem(
        description: "\(name):\(line): \(error.error): not a mustache template")
    } catch {
      throw DraftProblem(description: "\(name): not a mustache template: \(error)")
    }
    self.name = name
  }

  private static let builtIn: [(name: String, bytes: [UInt8])] = [
    ("google-sre", PackageResources.google_sre_mustache),
    ("aws-coe", PackageResources.aws_coe_mustache),
    ("pagerduty", PackageResources.pagerduty_mustache),
    ("plain", PackageResources.plain_mustache),
  ]
}

/// Why a template cannot be used.
public struct DraftProblem: Error, Sendable, CustomStringConvertible {
  public let description: String
}
