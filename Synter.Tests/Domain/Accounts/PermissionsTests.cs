using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Tests.Domain.Accounts;

public sealed class PermissionsTests
{
    public static TheoryData<Permission> All => [.. Enum.GetValues<Permission>()];

    [Theory]
    [MemberData(nameof(All))]
    public void EachRole_MayAllThatTheOneBeforeMay(Permission permission)
    {
        var may = Enum.GetValues<Role>().Select(role => Permissions.Includes(role, isStaff: false, permission)).ToList();

        Assert.Equal(may.Order(), may);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WhoMay_NamesTheLeastRole_AndNoLesserOne(Permission permission)
    {
        var words = Permissions.WhoMay(permission);

        foreach (var role in new[] { Role.Analyst, Role.Admin })
            Assert.Equal(Permissions.Includes(role, isStaff: false, permission), words == "a member" || words.Contains(role.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Admin_MayAllButOperateTheService() => Assert.Equal(
        [Permission.OperateService], Enum.GetValues<Permission>().Where(permission => !Permissions.Includes(Role.Admin, isStaff: false, permission)));

    [Fact]
    public void Viewer_ReadsAndKeepsTheirOwnAccount() => Assert.Equal(
        [Permission.Read, Permission.FinishSignIn, Permission.KeepOwnAccount], Enum.GetValues<Permission>().Where(permission => Permissions.Includes(Role.Viewer, isStaff: false, permission)));

    [Fact]
    public void Staff_ArePeopleOfARoleToo() => Assert.False(Permissions.Includes(Role.Viewer, isStaff: true, Permission.ManageMembers));
}
