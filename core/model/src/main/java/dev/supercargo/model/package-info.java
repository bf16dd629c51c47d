/// (to be introduced)
@NullMarked
package dev.supercargo.model;

import org.jspecify.annotations.NullMarked;
