/// (to be introduced)
@NullMarked
package dev.supercargo.credentials;

import org.jspecify.annotations.NullMarked;
