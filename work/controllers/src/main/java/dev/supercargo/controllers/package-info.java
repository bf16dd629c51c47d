/// (to be introduced)
@NullMarked
package dev.supercargo.controllers;

import org.jspecify.annotations.NullMarked;
