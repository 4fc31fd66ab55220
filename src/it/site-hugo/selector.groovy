// Runs where hugo is on the PATH, and everywhere if every tool is required to be there.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'hugo').canExecute() }
if (!found) {
    println 'hugo is not on the PATH: apt-get install hugo'
}
return found || System.getenv('MIRAGE_TEST_TOOLS') == 'required'
