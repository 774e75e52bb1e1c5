"""Pages of accounts and roles; those of signing in stand in ``rutan.urls``."""

from django.urls import path

from rutan.accounts import views_approvals, views_lists, views_users

app_name = "accounts"
urlpatterns = [
    path("users/", views_users.users, name="users"),
    path("users/new/", views_users.user_new, name="user_new"),
    path("users/<int:user_id>/", views_users.user, name="user"),
    path("users/<int:user_id>/password/", views_users.password, name="password"),
    path("users/<int:user_id>/deactivate/", views_users.deactivate, name="deactivate"),
    path("users/<int:user_id>/activate/", views_users.activate, name="activate"),
    path("roles/<int:assignment_id>/withdraw/", views_users.withdraw, name="withdraw"),
    path("lists/", views_lists.lists, name="lists"),
    path("lists/save/", views_lists.save, name="list_save"),
    path("lists/<int:list_id>/begin/", views_lists.begin, name="list_begin"),
    path("lists/<int:list_id>/remove/", views_lists.remove, name="list_remove"),
    path("lists/<int:list_id>/restore/", views_lists.restore, name="list_restore"),
    path("approvals/", views_approvals.approvals, name="approvals"),
    path("approvals/<int:assignment_id>/approve/", views_approvals.approve, name="approve"),
    path("approvals/<int:assignment_id>/decline/", views_approvals.decline, name="decline"),
]
