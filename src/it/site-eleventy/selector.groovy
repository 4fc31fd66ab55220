// Skipped if npm is missing, except in CI, where every tool is required.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'npm').canExecute() }
if (!found) {
    println 'npm is not on the PATH: apt-get install npm'
}
return found || System.getenv('MIRAGE_TEST_TOOLS') == 'required'
