// Skipped if hugo is missing, except in CI, where every tool is required.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'hugo').canExecute() }
if (!found) {
    println 'hugo is not on the PATH: apt-get install hugo'
}
return found || System.getenv('MIRAGE_TEST_TOOLS') == 'required'
