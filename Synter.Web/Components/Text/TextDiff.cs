using System.Text;

namespace Synter.Web.Components.Text;

public enum DiffKind
{
    Same,
    Added,
    Removed,
}

public readonly record struct DiffPart(DiffKind Kind, string Text);

/// <summary>What changed between two texts, word by word.</summary>
public static class TextDiff
{
    /// <summary>Above this many comparisons the texts are shown whole, one after the other.</summary>
    private const long Affordable = 4_000_000;

    public static IReadOnlyList<DiffPart> Words(string before, string after)
    {
        var (left, right) = (Split(before), Split(after));
        var head = Common(left, right, fromEnd: false, max: Math.Min(left.Count, right.Count));
        var tail = Common(left, right, fromEnd: true, max: Math.Min(left.Count, right.Count) - head);

        var parts = new Parts();
        parts.Add(DiffKind.Same, left.Take(head));
        Middle(parts, left.GetRange(head, left.Count - head - tail), right.GetRange(head, right.Count - head - tail));
        parts.Add(DiffKind.Same, left.TakeLast(tail));
        return parts.List;
    }

    private static void Middle(Parts parts, List<string> left, List<string> right)
    {
        if ((long)left.Count * right.Count > Affordable)
        {
            parts.Add(DiffKind.Removed, left);
            parts.Add(DiffKind.Added, right);
            return;
        }

        var longest = LongestCommon(left, right);
        var (i, j) = (0, 0);
        while (i < left.Count || j < right.Count)
        {
            if (i < left.Count && j < right.Count && left[i] == right[j])
            {
                parts.Add(DiffKind.Same, left[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (i < left.Count && (j == right.Count || longest[i + 1, j] >= longest[i, j + 1]))
            {
                parts.Add(DiffKind.Removed, left[i++]);
            }
            else
            {
                parts.Add(DiffKind.Added, right[j++]);
            }
        }
    }

    private static int[,] LongestCommon(List<string> left, List<string> right)
    {
        var longest = new int[left.Count + 1, right.Count + 1];
        for (var i = left.Count - 1; i >= 0; i--)
        {
            for (var j = right.Count - 1; j >= 0; j--)
            {
                longest[i, j] = left[i] == right[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        return longest;
    }

    private static int Common(List<string> left, List<string> right, bool fromEnd, int max)
    {
        var same = 0;
        while (same < max && (fromEnd ? left[^(same + 1)] == right[^(same + 1)] : left[same] == right[same]))
        {
            same++;
        }

        return same;
    }

    /// <summary>Words and the spaces between them, each its own piece, so that nothing is lost in putting them together.</summary>
    private static List<string> Split(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || char.IsWhiteSpace(text[i]) != char.IsWhiteSpace(text[i - 1]))
            {
                pieces.Add(text[start..i]);
                start = i;
            }
        }

        return pieces;
    }

    /// <summary>Joins neighbours of one kind.</summary>
    private sealed class Parts
    {
        private readonly StringBuilder _open = new();
        private readonly List<DiffPart> _closed = [];
        private DiffKind _kind;

        public IReadOnlyList<DiffPart> List
        {
            get
            {
                Close();
                return _closed;
            }
        }

        public void Add(DiffKind kind, IEnumerable<string> pieces) => Add(kind, string.Concat(pieces));

        public void Add(DiffKind kind, string text)
        {
            if (kind != _kind)
            {
                Close();
                _kind = kind;
            }

            _open.Append(text);
        }

        private void Close()
        {
            if (_open.Length > 0)
            {
                _closed.Add(new DiffPart(_kind, _open.ToString()));
                _open.Clear();
            }
        }
    }
}
