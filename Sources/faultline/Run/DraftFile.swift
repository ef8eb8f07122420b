import Reporting

/// Finds the template that `--draft` names: a built-in shape, or a file.
enum DraftFile {
  static func template(_ name: String) throws -> DraftTemplate {
    if let builtIn = DraftTemplate(named: name) { return builtIn }
    let looksLikeFile = name.contains("/") || name.contains(".")
    guard looksLikeFile else {
      let near = NearestWord.of(name, in: DraftTemplate.names).map { " Did you mean \"\($0)\"?" }
      throw ToolFailure(
        status: .usage,
        message: "No draft shape \"\(name)\"."
          + (near ?? " There are: \(DraftTemplate.names.joined(separator: ", ")), or a file."))
    }
    guard let bytes = FileBytes.read(name) else {
      throw ToolFailure(status: .inputMissing, message: "\(name): there is no such file.")
    }
    do {
      return try DraftTemplate(name: name, text: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw ToolFailure(status: .settings, message: error.description)
    }
  }
}
