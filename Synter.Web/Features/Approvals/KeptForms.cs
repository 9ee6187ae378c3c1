using System.Collections.Concurrent;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.Approvals;

/// <summary>
/// What people typed into decisions that were refused. With script the form itself stays where it is; without, the page is loaded
/// anew, and shows it again from here. In memory and for a while only: a text worth more than that belongs into a revision.
/// </summary>
public sealed class KeptForms(TimeProvider clock)
{
    private const int Most = 200;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(UserId, DeliverableId), (KeptForm Form, DateTimeOffset Until)> _forms = new();

    public void Keep(UserId user, DeliverableId deliverable, KeptForm form)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, _) in _forms.Where(f => f.Value.Until <= now))
        {
            _forms.TryRemove(key, out _);
        }

        if (_forms.Count < Most)
        {
            _forms[(user, deliverable)] = (form, now + Kept);
        }
    }

    /// <summary>Null when nothing was refused lately.</summary>
    public KeptForm? Find(UserId user, DeliverableId deliverable) =>
        _forms.TryGetValue((user, deliverable), out var kept) && kept.Until > clock.GetUtcNow() ? kept.Form : null;

    public void Forget(UserId user, DeliverableId deliverable) => _forms.TryRemove((user, deliverable), out _);
}
