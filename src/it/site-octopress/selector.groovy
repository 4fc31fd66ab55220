// Skipped if rake is missing, except in CI, where every tool is required.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'rake').canExecute() }
if (!found) {
    println 'rake is not on the PATH: apt-get install rake jekyll'
}
return found || System.getenv('MIRAGE_TEST_TOOLS') == 'required'
