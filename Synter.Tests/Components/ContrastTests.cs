using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Synter.Tests.Components;

/// <summary>
/// WCAG 2 contrast of the style sheet's own colours, in both themes, so that nobody lowers it unseen: 4.5 for text, 3 for the
/// edges of controls, focus and chart series.
/// </summary>
public sealed partial class ContrastTests
{
    private static readonly string[] s_grounds = ["page", "surface", "sunken", "raised", "hover", "select", "idle-bg"];

    private static readonly Lazy<IReadOnlyDictionary<string, (string Light, string Dark)>> s_tokens = new(() =>
        Token().Matches(File.ReadAllText(Sheet("tokens.css"))).ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Value)));

    [Theory]
    [InlineData("ink")]
    [InlineData("ink-2")]
    [InlineData("ink-3")]
    [InlineData("accent")]
    [InlineData("good")]
    [InlineData("wait")]
    [InlineData("warn")]
    [InlineData("bad")]
    public void Text_OnEveryGroundAndItsOwn_IsReadable(string text)
    {
        var own = s_tokens.Value.ContainsKey(text + "-bg") ? [text + "-bg"] : Array.Empty<string>();

        Assert.All(s_grounds.Concat(own), ground => AssertAtLeast(4.5, text, ground));
    }

    [Theory]
    [InlineData("on-ink", "solid", 4.5)]
    [InlineData("on-ink", "solid-hi", 4.5)]
    [InlineData("ink", "wait-bg", 4.5)]
    [InlineData("ink-2", "wait-bg", 4.5)]
    [InlineData("ink-2", "warn-bg", 4.5)]
    [InlineData("control", "surface", 3)]
    [InlineData("control", "page", 3)]
    [InlineData("accent", "page", 3)]
    [InlineData("series-1", "surface", 3)]
    [InlineData("series-2", "surface", 3)]
    [InlineData("series-3", "surface", 3)]
    [InlineData("series-4", "surface", 3)]
    public void Pair_IsAsFarApartAsItsUseAsks(string front, string ground, double least) => AssertAtLeast(least, front, ground);

    [Fact]
    public void Avatars_Initials_AreReadable()
    {
        var faces = Avatar().Matches(File.ReadAllText(Sheet("parts.css")));

        Assert.Equal(4, faces.Count);
        Assert.All(faces, face =>
        {
            Assert.True(Contrast(face.Groups[1].Value, face.Groups[3].Value) >= 4.5, face.Value);
            Assert.True(Contrast(face.Groups[2].Value, face.Groups[4].Value) >= 4.5, face.Value);
        });
    }

    private static void AssertAtLeast(double least, string front, string ground)
    {
        var (a, b) = (s_tokens.Value[front], s_tokens.Value[ground]);
        Assert.True(Contrast(a.Light, b.Light) >= least, $"{front} on {ground}, light: {Contrast(a.Light, b.Light):0.00}");
        Assert.True(Contrast(a.Dark, b.Dark) >= least, $"{front} on {ground}, dark: {Contrast(a.Dark, b.Dark):0.00}");
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    private static double Luminance(string hex) => (.2126 * Channel(hex, 1)) + (.7152 * Channel(hex, 3)) + (.0722 * Channel(hex, 5));

    private static double Channel(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
        return value <= .04045 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4);
    }

    private static string Sheet(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Synter.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "Synter.Web", "Styles", name);
    }

    [GeneratedRegex(@"--s-([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Token();

    [GeneratedRegex(@"\.ava\.a\d \{ background: light-dark\((#\w+), (#\w+)\); color: light-dark\((#\w+), (#\w+)\)")]
    private static partial Regex Avatar();
}
