// Runs only with a MirageOS 4 toolchain on the PATH.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'mirage').canExecute() }
if (!found) {
  println 'mirage is not on the PATH: opam install mirage'
}
return found
