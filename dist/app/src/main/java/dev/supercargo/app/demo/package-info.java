/// The demo: real repositories, plain manifests, and Freight that travels while one looks on.
///
/// - **In:** a running [dev.supercargo.app.Laptop], a data folder, options.
/// - **Out:** progress on standard output (a live table, plain lines or JSON), and whether all went well.
/// - **Does not know:** how anything is decided; it sees what a client of the API sees.
///
/// Start at [Demo].
@NullMarked
package dev.supercargo.app.demo;

import org.jspecify.annotations.NullMarked;
