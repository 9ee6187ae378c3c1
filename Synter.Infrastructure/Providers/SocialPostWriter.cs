using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Approvals.Gate.Kinds;
using Synter.Domain.Kernel;
using Synter.Domain.Marketing;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers;

/// <summary>What the writers of all networks have in common: publish once, read back, and look for a post when in doubt.</summary>
internal abstract class SocialPostWriter(SocialPlatform platform, IVault vault, ISocialReader reader, ILogger log) : IEffectWriter
{
    /// <summary>Our clock and theirs may differ by this much.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public string Provider => platform.Key;

    public IReadOnlySet<string> Kinds { get; } = new HashSet<string> { PostKind.Key };

    /// <summary>The sandbox shows a post at once; the networks take a moment to list one.</summary>
    public TimeSpan SettleTime => Location().IsSandbox ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(30);

    /// <summary>Both networks list what they took, and refuse the same text twice besides.</summary>
    public bool NotFoundIsProof => true;

    /// <summary>A post is new; there is nothing that could have moved.</summary>
    public Task<string?> DriftAsync(ApprovedEffect effect, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public async Task<Sent> SendAsync(ApprovedEffect effect, CancellationToken cancellationToken)
    {
        var access = await OpenAsync(effect, cancellationToken);
        var text = TextOf(effect);
        if (platform.Measure(text) > platform.Limit)
        {
            throw new ProviderException(FailureClass.Rejected, "too_long", $"{platform.Name} takes at most {platform.Limit} characters. Edit the post and approve it again.");
        }

        using var request = Publish(access, effect, text);
        if (effect.IsRehearsal)
        {
            return new Sent("not_sent");
        }

        var id = await PublishAsync(request, cancellationToken);
        return await ReadBackAsync(access, id, text, cancellationToken);
    }

    public async Task<Finding> FindAsync(ApprovedEffect effect, CancellationToken cancellationToken)
    {
        try
        {
            var access = await OpenAsync(effect, cancellationToken);
            // A post cannot be older than the wish for it: an earlier one of the same text is another post.
            var since = StrongId.MadeAt(effect.Id) - ClockSkew;
            var wanted = PostedText.Normalize(TextOf(effect));
            await foreach (var post in reader.SinceAsync(access, effect.Account, since, cancellationToken))
            {
                if (PostedText.Normalize(post.Text) == wanted)
                {
                    return new Finding.Found(post.Id);
                }
            }

            return new Finding.NotFound();
        }
        catch (ProviderException e) when (e.Class != FailureClass.Transient)
        {
            // What passes by itself is thrown, so that it is asked again; this needs a person.
            return new Finding.CannotTell(e.Message);
        }
    }

    protected abstract ProviderLocation Location();

    /// <summary>The one request that publishes, complete but unsent.</summary>
    protected abstract HttpRequestMessage Publish(ProviderAccess access, ApprovedEffect effect, string text);

    /// <summary>Sends it and answers the network's id of the post.</summary>
    protected abstract Task<string> PublishAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    protected static string? LinkOf(ApprovedEffect effect) => effect.After["link"].AsText();

    private string TextOf(ApprovedEffect effect) => platform.TextFor(effect.After["text"].AsText() ?? "", LinkOf(effect));

    private async Task<ProviderAccess> OpenAsync(ApprovedEffect effect, CancellationToken cancellationToken) =>
        await vault.RevealAsync(effect.Workspace, effect.Credential, cancellationToken) is { } secret
            ? new ProviderAccess(Location(), secret, EffectMark.Of(effect))
            : throw new ProviderException(FailureClass.Auth, "not_connected", $"The connection to {platform.Name} was revoked. Connect the account again.");

    /// <summary>
    /// The network gave an id, so the post is there whatever reading it back brings: a failure here must never look like a post
    /// that was not made.
    /// </summary>
    private async Task<Sent> ReadBackAsync(ProviderAccess access, string id, string text, CancellationToken cancellationToken)
    {
        try
        {
            var post = await reader.FindAsync(access, id, cancellationToken);
            var differs = post is null ? $"{platform.Name} took the post and does not show it. Look at it there."
                : PostedText.Normalize(post.Text) != PostedText.Normalize(text) ? $"{platform.Name} shows another text than was sent. Look at it there."
                : null;
            return new Sent(id, access.IsSandbox ? $"/sandbox?provider={platform.Key}&post={id}" : post?.Url, differs);
        }
        catch (ProviderException e)
        {
            log.NotReadBack(platform.Key, id, e.Code);
            return new Sent(id);
        }
    }
}
