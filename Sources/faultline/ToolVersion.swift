/// The version that `--version`, reports and the database name.
let toolVersion = "0.1.0"
