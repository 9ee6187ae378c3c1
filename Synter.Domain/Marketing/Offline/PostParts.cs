namespace Synter.Domain.Marketing.Offline;

/// <summary>The pieces a post is put together from. All but the hook may be left out where there is no room.</summary>
internal sealed record PostParts(
    string Hook, IReadOnlyList<string> More, string? Opening, string? Theme, string Closing, string SignOff, string Notice, string? Link, IReadOnlyList<string> Tags)
{
    /// <summary>Everything a person should read, before any platform's limits.</summary>
    public string Canonical => Lay(new Chosen(Opening, More, Theme, Closing, Notice, null, []));

    /// <summary>Takes the pieces in the order of their worth, each one that still fits.</summary>
    public string For(Room room)
    {
        var chosen = new Chosen(null, [], null, null, null, null, []);
        if (!room.Fits(Lay(chosen)))
        {
            return room.Cut(Hook);
        }

        Try(Link is null || room.Platform.LinkIsSeparate ? null : c => c with { Link = Link });
        if (!Try(c => c with { Closing = Closing }))
        {
            Try(c => c with { Closing = SignOff });
        }

        Try(More.Count == 0 ? null : c => c with { More = [More[0]] });
        foreach (var tag in Tags)
        {
            Try(c => c with { Tags = [.. c.Tags, tag] });
        }

        Try(Theme is null ? null : c => c with { Theme = Theme });
        foreach (var sentence in More.Skip(1))
        {
            Try(c => c with { More = [.. c.More, sentence] });
        }

        Try(c => c with { Notice = Notice });
        Try(Opening is null ? null : c => c with { Opening = Opening });
        return Lay(chosen);

        bool Try(Func<Chosen, Chosen>? add)
        {
            if (add is null || !room.Fits(Lay(add(chosen))))
            {
                return false;
            }

            chosen = add(chosen);
            return true;
        }
    }

    private string Lay(Chosen chosen)
    {
        var body = string.Join(' ', new[] { chosen.Opening, Hook }.Concat(chosen.More).Where(part => part is not null));
        return string.Join("\n\n", new[] { body, chosen.Theme, chosen.Closing, chosen.Link, chosen.Notice, string.Join(' ', chosen.Tags) }
            .Where(part => !string.IsNullOrEmpty(part)));
    }

    private sealed record Chosen(
        string? Opening, IReadOnlyList<string> More, string? Theme, string? Closing, string? Notice, string? Link, IReadOnlyList<string> Tags);
}
