using System.Globalization;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Approvals.Gate.Kinds;
using Synter.Domain.Kernel;

namespace Synter.Domain.Marketing;

/// <summary>A post is no longer than its network takes, as that network counts; also after a person has edited it.</summary>
public sealed class PostLengthRule : IEffectRule
{
    public string Kind => PostKind.Key;

    public IEnumerable<FieldError> Check(ContentEffect effect)
    {
        var text = effect.After.Text("text") ?? "";
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return new FieldError("/after/text", "Write what is to be posted.");
        }
        else if (SocialPlatform.Find(effect.Provider) is { } platform
            && platform.Measure(platform.TextFor(text, effect.After.Text("link"))) is var length && length > platform.Limit)
        {
            yield return new FieldError("/after/text", string.Create(
                CultureInfo.InvariantCulture, $"{platform.Name} takes at most {platform.Limit:N0} characters as it counts them; this is {length:N0}. Shorten it by {length - platform.Limit:N0}."));
        }
    }
}
