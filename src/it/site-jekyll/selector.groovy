// Skipped if jekyll is missing, except in CI, where every tool is required.
def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'jekyll').canExecute() }
if (!found) {
    println 'jekyll is not on the PATH: apt-get install jekyll'
}
return found || System.getenv('MIRAGE_TEST_TOOLS') == 'required'
