// Runs where npm is on the PATH, and everywhere if every tool is required to be there.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'npm').canExecute() }
if (!found) {
    println 'npm is not on the PATH: apt-get install npm'
}
return found || System.getenv('MIRAGE_TEST_TOOLS') == 'required'
