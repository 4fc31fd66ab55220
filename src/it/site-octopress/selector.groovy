// Runs where rake is on the PATH, and everywhere if every tool is required to be there.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'rake').canExecute() }
if (!found) {
    println 'rake is not on the PATH: apt-get install rake jekyll'
}
return found || System.getenv('MIRAGE_TEST_TOOLS') == 'required'
