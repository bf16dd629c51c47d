/// (to be introduced)
@NullMarked
package dev.supercargo.documents;

import org.jspecify.annotations.NullMarked;
