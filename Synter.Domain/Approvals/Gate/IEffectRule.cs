using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>
/// A kind's own rule where its schema cannot say it: a platform's length limit, an exchange's lot size. Asked when the change is
/// proposed, when it is edited and just before it is sent. Pure.
/// </summary>
public interface IEffectRule
{
    /// <summary>The kind it judges.</summary>
    string Kind { get; }

    /// <summary>Pointers are into the effect, as in <c>/after/text</c>.</summary>
    IEnumerable<FieldError> Check(ContentEffect effect);
}
