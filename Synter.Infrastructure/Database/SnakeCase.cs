using System.Text;

namespace Synter.Infrastructure.Database;

/// <summary><c>LastSeenAt</c> as <c>last_seen_at</c>; a run of capitals is one word: <c>URLPath</c> is <c>url_path</c>.</summary>
public static class SnakeCase
{
    public static string From(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && StartsWord(name, i)) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static bool StartsWord(string name, int i) =>
        char.IsUpper(name[i]) && name[i - 1] != '_'
        && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
