using System.Text;

namespace Synter.Infrastructure.Providers;

/// <summary>When two texts are the same post: networks trim, and some tell line ends and accents another way.</summary>
internal static class PostedText
{
    public static string Normalize(string text) =>
        string.Join('\n', text.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
}
