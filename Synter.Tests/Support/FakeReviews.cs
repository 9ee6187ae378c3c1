using System.Reflection;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Tests.Support;

/// <summary>A review queue for pages: says how many wait, and lists nothing.</summary>
public class FakeReviews : DispatchProxy
{
    private int _waiting;

    public static IReviewQueries With(int waiting)
    {
        var queries = Create<IReviewQueries, FakeReviews>();
        ((FakeReviews)(object)queries)._waiting = waiting;
        return queries;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IReviewQueries.CountAsync) => Task.FromResult(_waiting),
        nameof(IReviewQueries.ListAsync) => Task.FromResult(new Page<DeliverableRow>([], null)),
        var other => throw new NotSupportedException($"Nobody should call {other} here."),
    };
}
