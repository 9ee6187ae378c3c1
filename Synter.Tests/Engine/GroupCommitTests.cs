using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Tests.Engine;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Add_Alone_IsCommittedAtOnce()
    {
        var group = new GroupCommit<int, int>(items => Task.FromResult<IReadOnlyList<int>>([.. items.Select(i => i * 2)]), 10, 1);

        Assert.Equal(8, await group.AddAsync(4));
    }

    [Fact]
    public async Task Add_WhileACommitIsUnderWay_SharesTheNextOne()
    {
        var firstMayEnd = new TaskCompletionSource();
        var commits = new List<int[]>();
        var group = new GroupCommit<int, int>(
            async items =>
            {
                commits.Add([.. items]);
                if (commits.Count == 1)
                {
                    await firstMayEnd.Task;
                }

                return [.. items];
            },
            maxBatch: 4,
            writers: 1);

        var first = group.AddAsync(0);
        await Support.Eventually.TrueAsync(() => commits.Count == 1, "the first commit is under way");
        var others = Enumerable.Range(1, 6).Select(group.AddAsync).ToList();
        firstMayEnd.SetResult();

        var answers = await Task.WhenAll(others.Prepend(first));

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], answers);
        Assert.Equal([[0], [1, 2, 3, 4], [5, 6]], commits);
    }

    [Fact]
    public async Task Failure_OfACommit_IsEveryonesWhoSharedIt_AndTheNextGoesOn()
    {
        var commits = 0;
        var group = new GroupCommit<int, int>(
            items => ++commits == 1 ? throw new IOException("cut off") : Task.FromResult<IReadOnlyList<int>>([.. items]), 10, 1);

        await Assert.ThrowsAsync<IOException>(() => group.AddAsync(1));

        Assert.Equal(2, await group.AddAsync(2));
    }
}
