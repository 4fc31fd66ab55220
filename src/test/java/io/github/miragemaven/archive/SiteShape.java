package io.github.miragemaven.archive;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Sites with the sizes of real ones, and changes to them. */
public enum SiteShape {
  /** A blog with images, of which one page grows by 600 bytes. */
  PAGE_OF_BLOG {
    @Override
    void change(Map<String, Content> site, Random random) {
      grow(site, "p/%d.html".formatted(random.nextInt(230)), 600, random);
    }
  },
  /** A documentation of 5,000 pages, of which one grows by 600 bytes. */
  PAGE_OF_5000 {
    @Override
    Map<String, Content> site(Random random) {
      Map<String, Content> site = new TreeMap<>();
      add(site, "p/%d.html", 5000, 14_000, 0.5, random);
      return site;
    }

    @Override
    void change(Map<String, Content> site, Random random) {
      grow(site, "p/%d.html".formatted(random.nextInt(5000)), 600, random);
    }
  },
  /** A blog with a new post, which changes the feed, the index and 60 pages of lists. */
  NEW_POST {
    @Override
    Map<String, Content> site(Random random) {
      Map<String, Content> site = new TreeMap<>();
      add(site, "p/%d.html", 600, 9000, 0.6, random);
      add(site, "page/%d/index.html", 60, 25_000, 0.2, random);
      add(site, "tag/%d.html", 80, 8000, 0.8, random);
      add(site, "img/%d.png", 150, 60_000, 1, random);
      add(site, "feed.xml", 1, 120_000, 0, random);
      add(site, "sitemap.xml", 1, 60_000, 0, random);
      add(site, "index.html", 1, 25_000, 0, random);
      return site;
    }

    @Override
    void change(Map<String, Content> site, Random random) {
      add(site, "p/new.html", 1, 9000, 0, random);
      site.keySet().stream()
          .filter(path -> path.startsWith("page/") || !path.contains("/"))
          .forEach(path -> grow(site, path, random.nextInt(1000) - 500, random));
    }
  },
  /** A blog with images, of which one page gets another name. */
  RENAMED_PAGE {
    @Override
    void change(Map<String, Content> site, Random random) {
      site.put("p/renamed.html", site.remove("p/%d.html".formatted(random.nextInt(230))));
    }
  },
  /** A blog with images, of which one is replaced. */
  REPLACED_IMAGE {
    @Override
    void change(Map<String, Content> site, Random random) {
      String path = "img/%d.jpg".formatted(random.nextInt(240));
      int size = site.get(path).size();
      grow(site, path, (int) (size * (random.nextDouble() * 0.7 - 0.3)), random);
    }
  },
  /** A blog with images, all of whose pages change. */
  TEMPLATE {
    @Override
    void change(Map<String, Content> site, Random random) {
      site.keySet().stream()
          .filter(path -> path.endsWith(".html"))
          .forEach(path -> grow(site, path, 100, random));
    }
  };

  /**
   * The content of a file.
   *
   * @param size its size in bytes
   * @param seed identifies the content
   */
  public record Content(int size, long seed) {}

  /** The site before the change: by default a blog of 470 files, 35 MB. */
  Map<String, Content> site(Random random) {
    Map<String, Content> site = new TreeMap<>();
    add(site, "p/%d.html", 230, 9000, 0.6, random);
    add(site, "img/%d.jpg", 240, 90_000, 0.9, random);
    add(site, "index.html", 1, 20_000, 0, random);
    add(site, "feed.xml", 1, 90_000, 0, random);
    return site;
  }

  abstract void change(Map<String, Content> site, Random random);

  /** The site before the change. */
  public Map<String, Content> before(long seed) {
    return site(new Random(seed));
  }

  /** The site after the change. */
  public Map<String, Content> after(long seed) {
    Map<String, Content> site = before(seed);
    change(site, new Random(seed));
    return site;
  }

  /** Adds files whose sizes have a logarithmic normal distribution with this median. */
  static void add(
      Map<String, Content> site,
      String path,
      int count,
      int median,
      double deviation,
      Random random) {
    for (int i = 0; i < count; i++) {
      int size = (int) (median * Math.exp(deviation * random.nextGaussian()));
      site.put(path.formatted(i), new Content(size, random.nextLong()));
    }
  }

  static void grow(Map<String, Content> site, String path, int bytes, Random random) {
    site.computeIfPresent(
        path, (key, old) -> new Content(Math.max(500, old.size() + bytes), random.nextLong()));
  }
}
